/** Entry of the local world: `npm run dev`. Checks the runtime before anything is loaded that an older one cannot read. */
const oldest = 22;

if (Number.parseInt(process.versions.node, 10) < oldest) {
  process.stderr.write(
    `Repairs needs Node.js ${oldest} or newer, this is ${process.versions.node}: use "npm run dev", which brings one.\n`,
  );
  process.exitCode = 1;
} else {
  const { runWorld } = await import('./run-world.ts');
  await runWorld(process);
}

export {};
