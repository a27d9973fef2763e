const sessionCookie = 'repairs_teams_host';

/** 256 bits, base64url. */
const idPattern = /^[\w-]{43}$/;

/** Session id from a Cookie header; undefined where there is none, or several that differ. */
export function readSessionCookie(header: string | undefined): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${sessionCookie}=`))
    .map((pair) => pair.slice(sessionCookie.length + 1));
  const [id] = values;
  return id !== undefined && idPattern.test(id) && values.every((value) => value === id) ? id : undefined;
}

/** A session cookie: gone with the browser, out of reach of scripts, never sent by another site's request. */
export function toSessionCookie(id: string): string {
  return `${sessionCookie}=${id}; Path=/; HttpOnly; SameSite=Strict`;
}
