using Palimpsest.Subjects;

namespace Palimpsest.Tests.Keys;

public sealed class SubjectKeyTests
{
    [Theory]
    [InlineData("incident:2013-04-06-qalat")]
    [InlineData("incident:2013-02-cameroon-french-family")]
    [InlineData("incident:2013-uk-toy-car-plot")]
    [InlineData("incident:2012-02-29-x")]
    [InlineData("incident:2013-04-15-11-bombs")]
    public void An_incident_begins_with_a_date_that_exists(string key) => SubjectKey.Parse(key).Kind.ShouldBe(SubjectKind.Incident);

    [Theory]
    [InlineData("incident:2020-13-45-zz")]
    [InlineData("incident:2013-02-30-x")]
    [InlineData("incident:2013-04-06")]
    [InlineData("incident:2013")]
    [InlineData("incident:0000-x")]
    [InlineData("incident:qalat")]
    public void Or_it_is_refused(string key) => Should.Throw<FormatException>(() => SubjectKey.Parse(key)).Message.ShouldContain("date that exists");
}
