using Palimpsest.Cli.Shared;

return await Run.Async(Root.Make(), args);
