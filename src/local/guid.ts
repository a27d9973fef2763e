/** A GUID in upper or lower case. */
export const guidPattern = /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i;
