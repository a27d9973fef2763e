import type { Repair } from '../repairs/repair.ts';
import { isOwnPicture } from '../repairs/rules.ts';

/** A repair as the contract describes it, with an absolute address of its image. */
export function toRepresentation(repair: Repair, publicUrl: string) {
  const { id, title, description, assignedTo, date, image, status } = repair;
  const address = image?.startsWith('/') ? publicUrl + image : image;
  return { id, title, description, assignedTo, date, image: address, status };
}

/** The inverse: pictures of the app are stored without its address, which may change. */
export function toStoredImage<Fields extends { readonly image?: string }>(fields: Fields, publicUrl: string): Fields {
  const path = fields.image?.startsWith(publicUrl) ? fields.image.slice(publicUrl.length) : '';
  return isOwnPicture(path) ? { ...fields, image: path } : fields;
}
