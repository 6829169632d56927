using System.Text;
using Palimpsest.Cli.Shared;

// The same answer is the same bytes, whatever the terminal's encoding.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await Run.Async(Root.Make(), args);
