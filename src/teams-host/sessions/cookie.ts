interface Headers {
  /** Verified to be this host's own. */
  readonly host?: string | undefined;
  readonly cookie?: string | undefined;
}

/** 256 bits, base64url. */
const idPattern = /^[\w-]{43}$/;

/** Reads the session id from a Cookie header; undefined if there is none, or several that differ. */
export function readSessionCookie({ host, cookie = '' }: Headers): string | undefined {
  const prefix = `${toName(host)}=`;
  const values = cookie
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(prefix))
    .map((pair) => pair.slice(prefix.length));
  const [id] = values;
  return id !== undefined && idPattern.test(id) && values.every((value) => value === id) ? id : undefined;
}

/** Builds the Set-Cookie header of a session. Scripts cannot read the cookie, and requests from other sites omit it. */
export function toSessionCookie(id: string, { host }: Headers): string {
  return `${toName(host)}=${id}; Path=/; HttpOnly; SameSite=Strict`;
}

/** Cookies are shared between ports, and several hosts may run on this machine. */
function toName(host = ''): string {
  return `teams_host_${/\d*$/.exec(host)?.[0]}`;
}
