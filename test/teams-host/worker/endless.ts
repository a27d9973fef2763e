/** A pattern and a value that it takes JavaScript longer than the age of the universe to compare. */
export const endlessPattern = '^(a+)+$';
export const endlessValue = `${'a'.repeat(200)}!`;
