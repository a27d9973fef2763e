import type { Repair } from '../repairs/repair.ts';
import { isOwnPicture } from '../repairs/rules.ts';

/** Converts a repair to the contract's representation, with absolute addresses of its image and its page. */
export function toRepresentation(repair: Repair, publicUrl: string) {
  const { id, title, description, assignedTo, date, image, status, version } = repair;
  const address = image?.startsWith('/') ? publicUrl + image : image;
  const url = toPageUrl(id, publicUrl);
  return { id, title, description, assignedTo, date, image: address, status, version, url };
}

/** Returns the address of a repair's page. */
export const toPageUrl = (id: string, publicUrl: string): string => `${publicUrl}/repairs/${encodeURIComponent(id)}`;

/** Converts the URL of one of the app's pictures to a path, because the app's origin may change. */
export function toStoredImage<Fields extends { readonly image?: string }>(fields: Fields, publicUrl: string): Fields {
  const path = fields.image?.startsWith(publicUrl) ? fields.image.slice(publicUrl.length) : '';
  return isOwnPicture(path) ? { ...fields, image: path } : fields;
}
