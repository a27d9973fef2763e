/** As much of a request as a session cookie needs: its Host must have been found to be this host's own. */
interface Headers {
  readonly host?: string | undefined;
  readonly cookie?: string | undefined;
}

/** 256 bits, base64url. */
const idPattern = /^[\w-]{43}$/;

/** Session id from a Cookie header; undefined where there is none, or several that differ. */
export function readSessionCookie({ host, cookie = '' }: Headers): string | undefined {
  const begin = `${toName(host)}=`;
  const values = cookie
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(begin))
    .map((pair) => pair.slice(begin.length));
  const [id] = values;
  return id !== undefined && idPattern.test(id) && values.every((value) => value === id) ? id : undefined;
}

/** A session cookie: gone with the browser, out of reach of scripts, never sent by another site's request. */
export function toSessionCookie(id: string, { host }: Headers): string {
  return `${toName(host)}=${id}; Path=/; HttpOnly; SameSite=Strict`;
}

/** Cookies ignore ports, and two hosts may run beside each other. */
function toName(host = ''): string {
  return `repairs_teams_host_${/\d*$/.exec(host)?.[0]}`;
}
