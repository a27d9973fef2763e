#!/usr/bin/env node
// Entry of the packed host. Old versions of Node.js must be able to parse it, to be told that they are too old.
var host = require('../package.json');

var oldest = host.engines.node.replace('>=', '').split('.').map(Number);
var own = process.versions.node.split('.').map(Number);
var argument = process.argv[2];

if (own[0] < oldest[0] || (own[0] === oldest[0] && own[1] < oldest[1])) {
  process.stderr.write(
    `The local Teams host needs Node.js ${oldest.join('.')} or newer, this is ${process.versions.node}.\n`,
  );
  process.exitCode = 1;
} else if (argument === '--version') {
  process.stdout.write(`${host.version}\n`);
} else if (argument === '--help') {
  process.stdout.write(
    [
      'Usage: teams-host --app <folder or zip> [options]',
      '       teams-host vault <command>   lists and changes registrations',
      '',
      '  --app <folder or zip>   an app package; repeat it for several',
      '  --registrations <file>  API keys, OAuth clients and bots, as in the Developer Portal',
      '  --users <file>          the people who use the host',
      '  --port <number>         3979 by default; 0 selects a free port',
      '  --data <folder>         tokens and settings; data/teams-host by default',
      '  --reset                 forgets what an earlier run has stored',
      '  --version, --help',
      '',
      'It ends with code 0 after SIGINT or SIGTERM, and with code 1 if it cannot start.',
      '',
    ].join('\n'),
  );
} else {
  // Beside the package, because other users could write to a folder in the temporary one.
  require('node:module').enableCompileCache(require('node:path').join(__dirname, '../.compile-cache'));
  if (argument === 'vault') {
    import('../lib/run-vault.js').then((module) => module.runVault(process));
  } else {
    import('../lib/run-teams-host.js').then((module) => module.runTeamsHost(process));
  }
}
