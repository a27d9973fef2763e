import { readFile } from 'node:fs/promises';
import { NotFound } from '../foundation/errors.ts';
import type { Handler } from '../foundation/http.ts';
import { textMember } from '../foundation/json-value.ts';

const safeName = /^[a-z0-9][a-z0-9-]{0,63}\.png$/;

/**
 * `/pictures/:name`: PNG files of one folder, which other origins may load, because Teams shows them. The pattern of
 * names excludes paths.
 * @param folder URL with a trailing slash.
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
    if (textMember(cause, 'code') === 'ENOENT') {
      throw new NotFound('There is no such picture.');
    }
    throw cause;
  }
}
