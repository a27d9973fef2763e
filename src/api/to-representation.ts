import type { Repair } from '../repairs/repair.ts';
import { isOwnPicture } from '../repairs/rules.ts';

/** Converts a repair to the contract's representation, with an absolute image URL. */
export function toRepresentation(repair: Repair, publicUrl: string) {
  const { id, title, description, assignedTo, date, image, status } = repair;
  const address = image?.startsWith('/') ? publicUrl + image : image;
  return { id, title, description, assignedTo, date, image: address, status };
}

/** Converts the URL of one of the app's pictures to a path, because the app's origin may change. */
export function toStoredImage<Fields extends { readonly image?: string }>(fields: Fields, publicUrl: string): Fields {
  const path = fields.image?.startsWith(publicUrl) ? fields.image.slice(publicUrl.length) : '';
  return isOwnPicture(path) ? { ...fields, image: path } : fields;
}
