/** What somebody else wrote, without secrets it quotes back. @param secrets looked for whole; empty ones are none. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text);
}
