import { readFile } from 'node:fs/promises';
import { NotFound } from '../foundation/errors.ts';
import type { Handler } from '../foundation/http.ts';

const safeName = /^[a-z0-9][a-z0-9-]{0,63}\.png$/;

/**
 * `/pictures/:name`: PNG files of one folder, shown inside Teams and so loadable from other origins. A name is checked
 * against what our own are made of, so no path can be spelled with it.
 * @param folder URL that ends with a slash.
 */
export function createPicturesHandler(folder: URL): Handler {
  return async ({ params: { name = '' } }) => {
    if (!safeName.test(name)) {
      throw new NotFound('There is no such picture.');
    }
    return {
      status: 200,
      headers: {
        'Content-Type': 'image/png',
        'Cache-Control': 'public, max-age=604800',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      },
      body: await read(new URL(name, folder)),
    };
  };
}

async function read(file: URL): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new NotFound('There is no such picture.');
    }
    throw cause;
  }
}
