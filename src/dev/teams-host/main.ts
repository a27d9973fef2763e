/** Stand-alone entry: `npm run teams-host -- --app <folder or zip> [--app <another>] --registrations <file> [--port <number>]`. */
const oldest = 22;

if (Number.parseInt(process.versions.node, 10) < oldest) {
  process.stderr.write(
    `The local Teams host needs Node.js ${oldest} or newer, this is ${process.versions.node}: use "npm run teams-host".\n`,
  );
  process.exitCode = 1;
} else {
  const { runTeamsHost } = await import('./run-teams-host.ts');
  await runTeamsHost(process);
}

export {};
