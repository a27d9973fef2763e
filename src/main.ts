/** Production entry. Checks the runtime before anything is loaded that an older one could not even read. */
const oldest = 22;

if (Number.parseInt(process.versions.node, 10) < oldest) {
  process.stderr.write(
    `Repairs needs Node.js ${oldest} or newer, this is ${process.versions.node}: install a newer one or use "npm start".\n`,
  );
  process.exitCode = 1;
} else {
  const { runApp } = await import('./run-app.ts');
  await runApp(process);
}

export {};
