import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { replaceFile } from '../sealed-store/write-file.ts';
import { type Certificate, createCertificate } from './create-certificate.ts';

export interface StoredCertificate extends Certificate {
  /** Absolute path of the certificate, for NODE_EXTRA_CA_CERTS. */
  readonly path: string;
}

export interface CertificateOptions {
  /** Created if it does not exist. */
  readonly folder: string;
  readonly names: readonly string[];
  readonly now: () => Date;
  readonly random: (size: number) => Uint8Array;
}

const day = 24 * 60 * 60_000;
const lifetime = 365 * day;
/** How long before its end a certificate is replaced. */
const reserve = 30 * day;

/**
 * Returns the certificate in the folder, so that a bot that has read it may outlive a restart of the host. Creates a new
 * one if there is none for these names, or if it ends within a month. Only the owner can read its key.
 * @throws StartupFault if the files cannot be read or written, or if others can read the key.
 */
export async function openCertificate({ folder, names, now, random }: CertificateOptions): Promise<StoredCertificate> {
  const path = join(folder, 'certificate.pem');
  const keyPath = join(folder, 'key.pem');
  try {
    const stored = await readPair(path, keyPath);
    if (stored !== undefined && isUsable(stored, names, now())) {
      return { ...stored, path };
    }
    const from = new Date(now().getTime() - day);
    const created = createCertificate(names, {
      from,
      until: new Date(from.getTime() + lifetime),
      serial: random(16),
    });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await replaceFile(keyPath, Buffer.from(created.key));
    await replaceFile(path, Buffer.from(created.certificate));
    return { ...created, path };
  } catch (cause) {
    if (cause instanceof StartupFault) {
      throw cause;
    }
    throw new StartupFault(`The folder ${folder} cannot be used for the certificate: make it writable.`, { cause });
  }
}

async function readPair(path: string, keyPath: string): Promise<Certificate | undefined> {
  const [certificate, key] = await Promise.all([read(path), read(keyPath)]);
  if (certificate === undefined || key === undefined) {
    return undefined;
  }
  if (process.platform !== 'win32' && ((await stat(keyPath)).mode & 0o077) !== 0) {
    throw new StartupFault(`The key ${keyPath} can be read by users other than its owner: run chmod 600 on it.`);
  }
  return { certificate, key };
}

function read(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') {
      return undefined;
    }
    throw cause;
  });
}

function isUsable({ certificate, key }: Certificate, names: readonly string[], now: Date): boolean {
  try {
    const parsed = new X509Certificate(certificate);
    return (
      names.every((name) => parsed.checkHost(name) !== undefined) &&
      parsed.validToDate.getTime() - now.getTime() > reserve &&
      parsed.checkPrivateKey(createPrivateKey(key))
    );
  } catch {
    return false;
  }
}
