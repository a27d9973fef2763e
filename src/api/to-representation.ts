import type { Repair } from '../repairs/repair.ts';
import { isOwnPicture } from '../repairs/rules.ts';

/** A repair as the contract describes it: its image under the address of this app, nothing of tenant or version. */
export function toRepresentation(repair: Repair, publicUrl: string) {
  const { id, title, description, assignedTo, date, image, status } = repair;
  const address = image?.startsWith('/') ? publicUrl + image : image;
  return { id, title, description, assignedTo, date, ...(address === undefined ? {} : { image: address }), status };
}

/** The way back: pictures of our own are kept without the address of this app, which may change. */
export function toStoredImage<Fields extends { readonly image?: string }>(fields: Fields, publicUrl: string): Fields {
  const path = fields.image?.startsWith(publicUrl) ? fields.image.slice(publicUrl.length) : '';
  return isOwnPicture(path) ? { ...fields, image: path } : fields;
}
