import { isLoopback } from '../../../foundation/loopback.ts';

/** Explains why a picture of a card is not shown. @param address of a picture that could not be loaded. */
export function explainPicture(address: string): string {
  const [, icon] = /^icon:(.+)$/i.exec(address) ?? [];
  if (icon !== undefined) {
    return `Teams draws the icon ${icon.slice(0, 60)} on a button, this host does not.`;
  }
  const url = URL.parse(address);
  if (url === null || url.protocol === 'data:') {
    return 'A picture cannot be read.';
  }
  return isLoopback(url.hostname)
    ? `A picture cannot be loaded from ${url.host}.`
    : `A picture from ${url.host} is not shown: the page sends no requests to other machines.`;
}
