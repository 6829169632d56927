namespace Palimpsest.Store.Embedded;

/// <summary>
/// The embedded PostgreSQL could not be found, made, started or stopped. The message is meant for the person at
/// the terminal: it names the directory or program at fault and what to do; it never holds a password.
/// </summary>
public class EmbeddedPostgresException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// No usable PostgreSQL (14 or later, or the very major of an existing data directory) is on this machine and none
/// could be fetched.
/// </summary>
/// <param name="message">What was looked for and the one command to run.</param>
/// <param name="command">The one command that puts PostgreSQL on this machine.</param>
public sealed class PostgresMissingException(string message, string command) : EmbeddedPostgresException(message)
{
    /// <summary>The one command that puts PostgreSQL on this machine, for example <c>apt-get install -y postgresql</c>.</summary>
    public string Command { get; } = command;
}
