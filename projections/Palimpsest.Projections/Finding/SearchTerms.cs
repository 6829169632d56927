using Palimpsest.Projections.Rows;

namespace Palimpsest.Projections.Finding;

/// <summary>
/// The table <c>search_term</c>: once each, every key and every name under which a subject was ever told of, folded, with the number since when. It only grows.
/// The database writes it itself, from the rows of the tables that are noted, whoever writes those; the trigram index on it is there where the server has <c>pg_trgm</c>.
/// </summary>
public static class SearchTerms
{
    /// <summary>Its name without its schema.</summary>
    public const string Bare = "search_term";

    /// <summary>Its name.</summary>
    public const string Table = $"{RowTable.Schema}.{Bare}";

    /// <summary>
    /// Makes it, and what fills it. Can be run again. A key is folded as <see cref="Spelling.Folded"/> folds names, articles kept;
    /// names are folded before they come to the database, which knows no letters but those of its locale.
    /// </summary>
    public static string Sql { get; } =
        $$"""
        create table if not exists {{Table}} (
          subject text not null,
          is_key boolean not null,
          folded text not null,
          seq bigint not null,
          primary key (subject, is_key, folded));

        create or replace function {{RowTable.Schema}}.folded_key(key text) returns text language sql immutable strict parallel safe as $sql$
          select ' ' || replace(split_part(key, ':', 2), '-', ' ') || {{Skeletons}} || ' '
        $sql$;

        create or replace function {{RowTable.Schema}}.note_keys() returns trigger language plpgsql as $sql$
        begin
          {{InsertKeys}} from (select subject, min(seq) as seq from added group by subject) a {{NotNoted}} {{KeepFirst}};
          return null;
        end $sql$;

        create or replace function {{RowTable.Schema}}.note_names() returns trigger language plpgsql as $sql$
        begin
          {{InsertNames}} from added a where a.folded <> '' {{KeepFirst}};
          return null;
        end $sql$;

        do $sql$
        declare trgm text;
        begin
          create extension if not exists pg_trgm schema {{RowTable.Schema}};
          select quote_ident(n.nspname) into trgm from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm';
          execute format('create index if not exists {{Bare}}_folded on {{Table}} using gin (folded %s.gin_trgm_ops)', trgm);
        exception when undefined_file or feature_not_supported or insufficient_privilege or undefined_object then
          -- The table is then read from its beginning, and the answers are the same.
        end $sql$;
        """;

    /// <summary>What of the table does not follow from the noted tables, and what it lacks, with the number concerned.</summary>
    public const string Check =
        $"""
        with {Due}
        select coalesce(d.seq, t.seq), format('{Table} %s %s of %s', case when t.subject is null then 'lacks' when d.subject is null then 'holds what nobody told,' else 'has the wrong number for' end,
            coalesce(d.folded, t.folded), coalesce(d.subject, t.subject))
        from due d full join {Table} t using (subject, is_key, folded) where d.seq is distinct from t.seq
        """;

    /// <summary>Makes it what follows from the noted tables, in one statement: to fold every key takes long.</summary>
    public const string Repair =
        $"""
        with {Due},
        gone as (delete from {Table} t where not exists (select from due d where d.subject = t.subject and d.is_key = t.is_key and d.folded = t.folded))
        insert into {Table} as k (subject, is_key, folded, seq)
        select subject, is_key, folded, d.seq from due d left join {Table} t using (subject, is_key, folded) where t.seq is distinct from d.seq order by 1, 2, 3
          on conflict (subject, is_key, folded) do update set seq = excluded.seq where k.seq <> excluded.seq
        """;

    /// <summary>
    /// Folds the keys of rows that wait for their numbers, into a temporary table: it takes long, so whoever is to insert them under a lock folds them before.
    /// </summary>
    /// <param name="folded">The table to make.</param>
    /// <param name="waiting">The rows, with their places as numbers.</param>
    public static string FoldSql(string folded, string waiting) =>
        $"""
        create temporary table {folded} as select subject, {RowTable.Schema}.folded_key(subject) as folded, min(seq) as seq
        from {waiting} w where not exists (select from {Table} t where t.subject = w.subject and t.is_key) group by subject;
        """;

    /// <summary>Notes the keys so folded, and leaves nothing to fold when the rows are inserted.</summary>
    /// <param name="folded">The table made before; <c>$1</c> is what is added to a place to make it a number.</param>
    public static string InsertFoldedSql(string folded) =>
        $"insert into {Table} as k (subject, is_key, folded, seq) select a.subject, true, a.folded, $1 + min(a.seq) from {folded} a {KeepFirst}";

    private const string Due =
        $"""
        due as materialized (select subject, is_key, folded, min(seq) as seq from (
            select subject, true as is_key, {RowTable.Schema}.folded_key(subject) as folded, seq from (select subject, min(seq) as seq from {RowTable.Schema}.fact group by subject) as k
            union all select subject, false, folded, seq from {RowTable.Schema}.faction_name where folded <> ''
            union all select subject, false, folded, seq from {RowTable.Schema}.person_name where folded <> '') as n group by 1, 2, 3)
        """;

    private const string InsertKeys = $"insert into {Table} as k (subject, is_key, folded, seq) select a.subject, true, {RowTable.Schema}.folded_key(a.subject), min(a.seq)";

    private const string InsertNames = $"insert into {Table} as k (subject, is_key, folded, seq) select a.subject, false, a.folded, min(a.seq)";

    // Not folded again. The offset keeps the planner from a join that would read the table from its beginning.
    private const string NotNoted = $"where not exists (select from {Table} t where t.subject = a.subject and t.is_key and t.seq <= a.seq offset 0)";

    // In one order, so that two that insert the same never wait for each other.
    private const string KeepFirst = "group by 1, 2, 3 order by 1, 2, 3 on conflict (subject, is_key, folded) do update set seq = excluded.seq where k.seq > excluded.seq";

    /// <summary>Notes what is inserted into a table, and what is there.</summary>
    internal static string NoteSql(string schema, string table, Noted noted) => noted == Noted.Nothing ? "" :
        $"""
        create or replace trigger note_{(noted == Noted.Keys ? "keys" : "names")} after insert on {schema}.{table}
          referencing new table as added for each statement execute function {RowTable.Schema}.note_{(noted == Noted.Keys ? "keys" : "names")}();
        {(noted == Noted.Keys ? $"{InsertKeys} from (select subject, min(seq) as seq from {schema}.{table} group by subject) a {NotNoted}" : $"{InsertNames} from {schema}.{table} a where a.folded <> ''")} {KeepFirst};

        """;

    // All words at once: marked by the first vowel, without vowels, no letter twice in a row, no final h. One expression, which the database takes into the statement:
    // a function of several steps, or a back reference where no letter is doubled, would take as long as the rest of an import.
    private static string Skeletons
    {
        get
        {
            var words = "' ~1' || replace(split_part(key, ':', 2), '-', ' ~1')";
            var sounds = Spelling.Digraphs.Aggregate($"regexp_replace({words}, 'a[wu](?=[^aeiouy]|$)|ou', 'o', 'g')", (sql, d) => $"replace({sql}, '{d.From}', '{d.To}')");
            var back = $"regexp_replace({sounds}, '~1([^aeiouy ]*[ou])', '~2\\1', 'g')";
            var marked = $"replace(replace(translate({back}, 'aeiouy', ''), '~1', '~a'), '~2', '~o')";
            var doubled = string.Join('|', "bcdfghjklmnpqrstvwxzšč0123456789".Select(c => $"{c}{c}"));
            var once = $"case when {marked} ~ '{doubled}' then regexp_replace({marked}, '([^ ~])\\1+', '\\1', 'g') else {marked} end";
            return $"regexp_replace({once}, '(~[^ ~]{{3,}})h(?= |$)', '\\1', 'g')";
        }
    }
}

/// <summary>What the search notes of a table's rows.</summary>
public enum Noted
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>The keys in its column <c>subject</c>.</summary>
    Keys,

    /// <summary>The names in its column <c>folded</c>, of its column <c>subject</c>.</summary>
    Names,
}
