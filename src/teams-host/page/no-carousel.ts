/** Stands in for the slider library of the card renderer: carousels begin after Adaptive Cards 1.5, so none is shown. */
export default class Swiper {}
export const A11y = undefined;
export const Autoplay = undefined;
export const History = undefined;
export const Keyboard = undefined;
export const Navigation = undefined;
export const Pagination = undefined;
export const Scrollbar = undefined;
