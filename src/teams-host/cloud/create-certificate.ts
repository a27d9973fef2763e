import { generateKeyPairSync, sign } from 'node:crypto';

/** A private key and its self-signed certificate, both as PEM. */
export interface Certificate {
  readonly key: string;
  readonly certificate: string;
}

const objectIds = {
  commonName: [0x55, 0x04, 0x03],
  subjectAltName: [0x55, 0x1d, 0x11],
  ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
};

/**
 * Creates a certificate for these names only: it is no certificate authority, so its key can vouch for nothing else.
 * @param names DNS names.
 * @param serial 16 random bytes.
 * @see RFC 5280 section 4.1
 */
export function createCertificate(
  names: readonly string[],
  { from, until, serial }: { readonly from: Date; readonly until: Date; readonly serial: Uint8Array },
): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(encode(0x06, Buffer.from(objectIds.ecdsaWithSha256)));
  const name = sequence(
    encode(
      0x31,
      sequence(encode(0x06, Buffer.from(objectIds.commonName)), encode(0x0c, Buffer.from('Local Teams host', 'utf8'))),
    ),
  );
  const alternatives = sequence(...names.map((dnsName) => encode(0x82, Buffer.from(dnsName, 'ascii'))));
  const content = sequence(
    encode(0xa0, encode(0x02, Buffer.from([2]))), // version 3
    // A leading byte below 0x80 keeps the number positive.
    encode(0x02, Buffer.concat([Buffer.from([1]), serial])),
    algorithm,
    name,
    sequence(toTime(from), toTime(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    encode(0xa3, sequence(sequence(encode(0x06, Buffer.from(objectIds.subjectAltName)), encode(0x04, alternatives)))),
  );
  const signature = sign('sha256', content, privateKey);
  const der = sequence(content, algorithm, encode(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}

/** Encodes a value of ASN.1 as DER (ITU-T X.690). */
function encode(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, Math.floor(length / 0x100), length % 0x100];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return encode(0x30, Buffer.concat(parts));
}

/** UTCTime, which RFC 5280 prescribes until 2049. */
function toTime(time: Date): Buffer {
  return encode(0x17, Buffer.from(`${time.toISOString().slice(2, 19).replace(/[-T:]/g, '')}Z`, 'ascii'));
}
