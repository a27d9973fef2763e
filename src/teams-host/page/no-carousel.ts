/**
 * Stub for the slider library of the card renderer: carousels are newer than Adaptive Cards 1.5, so it is never used.
 */
export default class Swiper {}
export const A11y = undefined;
export const Autoplay = undefined;
export const History = undefined;
export const Keyboard = undefined;
export const Navigation = undefined;
export const Pagination = undefined;
export const Scrollbar = undefined;
