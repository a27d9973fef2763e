/** Entry of `npm run build`: compiles the app, without the local world, into `dist/`. */
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
execFileSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')],
  {
    stdio: 'inherit',
  },
);
for (const folder of ['web/pictures', 'web/public']) {
  cpSync(join(root, 'src', folder), join(dist, folder), { recursive: true });
}
