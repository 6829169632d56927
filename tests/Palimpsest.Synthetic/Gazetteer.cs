using Palimpsest.Subjects;

namespace Palimpsest.Synthetic;

/// <summary>Names to choose from. Countries are real, so that filters read as they will; whatever is said of them here is made up.</summary>
internal static class Gazetteer
{
    public static readonly string[] Countries =
    [
        "Afghanistan", "Algeria", "Angola", "Bahrain", "Bangladesh", "Benin", "Burkina Faso", "Burundi", "Cameroon", "Central African Republic",
        "Chad", "Colombia", "Congo", "Djibouti", "Ecuador", "Egypt", "El Salvador", "Eritrea", "Ethiopia", "Ghana",
        "Guatemala", "Guinea", "Haiti", "Honduras", "India", "Indonesia", "Iran", "Iraq", "Israel", "Ivory Coast",
        "Jordan", "Kenya", "Kosovo", "Kyrgyzstan", "Lebanon", "Liberia", "Libya", "Mali", "Mauritania", "Mexico",
        "Morocco", "Mozambique", "Myanmar", "Nepal", "Niger", "Nigeria", "Pakistan", "Peru", "Philippines", "Rwanda",
        "Senegal", "Somalia", "South Sudan", "Sri Lanka", "Sudan", "Syria", "Tajikistan", "Thailand", "Tunisia", "Yemen",
    ];

    public static readonly string[] Regions = ["Northern", "Southern", "Eastern", "Western", "Central", "Coastal", "Upper", "Lower"];

    public static readonly string[] Kinds =
    [
        "bombing", "armedAttack", "ambush", "raid", "droneStrike", "airStrike", "kidnapping", "assassination", "suicideBombing", "clash", "shelling", "riot",
    ];

    public static readonly string[] Roles = ["leader", "commander", "spokesman", "second-in-command", "financier", "judge"];

    public static readonly string[] Aspects = ["manner", "target", "motive", "location", "weapon", "perpetrators", "ransom"];

    public static readonly string[] Values =
    [
        "a convoy in vehicles", "on foot near the gate", "a police station", "a market", "a government office", "an army post", "improvised explosives",
        "small arms", "mortar rounds", "as revenge for a raid", "to free prisoners", "a bus on the main road", "no ransom was asked for", "men in uniforms",
    ];

    public static readonly string[] Parts = ["target", "victim", "suspect", "arrested", "convicted", "speaker"];

    public static readonly string[] Media = ["online statement", "audio message", "video", "telephone call", "spokesman", "leaflet"];

    public static readonly string[] Editors = ["adler", "brandt", "castro", "diallo", "evans", "farouk"];

    public static readonly string[] Given =
    [
        "Abel", "Amin", "Bilal", "Boris", "Carlos", "Daud", "Emil", "Faisal", "Goran", "Hamid", "Idris", "Jamal", "Karim", "Luis", "Musa", "Nadir",
        "Omar", "Pavel", "Qasim", "Rashid", "Salim", "Tariq", "Umar", "Viktor", "Walid", "Yusuf", "Zahir", "Aziz", "Bashir", "Dawit", "Elias", "Farid",
    ];

    public static readonly string[] Family =
    [
        "Abdi", "Bello", "Castillo", "Diarra", "Elmi", "Farah", "Gedi", "Hassan", "Ibrahim", "Jallow", "Kamara", "Lopez", "Mahdi", "Nasser", "Okoye",
        "Petrov", "Qureshi", "Rahman", "Sesay", "Toure", "Usman", "Vargas", "Warsame", "Yilmaz", "Zaman", "Ndiaye", "Haddad", "Karimov", "Reyes", "Sharif",
    ];

    public static readonly string[] Banners = ["Liberation", "Resistance", "Unity", "Justice", "Dawn", "Victory", "People's", "Martyrs'", "Free", "Homeland"];

    public static readonly string[] Bands = ["Front", "Army", "Brigade", "Movement", "Battalion", "Council", "League", "Guard"];

    public static readonly SubjectKey[] Outlets = [.. Enumerable.Range(1, 40).Select(i => SubjectKey.Parse($"source:outlet-{i:00}"))];

    public static readonly SubjectKey[] Governments = [.. Countries.Select(c => SubjectKey.Parse($"source:government-of-{SlugOf(c)}"))];

    public static string SlugOf(string text)
    {
#pragma warning disable CA1308 // Slugs are lower case.
        return text.ToLowerInvariant().Replace(' ', '-').Replace("'", "", StringComparison.Ordinal);
#pragma warning restore CA1308
    }
}
