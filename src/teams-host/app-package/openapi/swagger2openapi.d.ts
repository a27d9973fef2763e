declare module 'swagger2openapi' {
  /**
   * Converts a Swagger 2.0 document to OpenAPI 3.0. Keeps references to components, and fetches nothing with these
   * options.
   * @throws Error for a document that it cannot convert; the message is a sentence.
   */
  function convertObj(swagger: unknown, options: { readonly direct: true }): Promise<Record<string, unknown>>;
  const converter: { readonly convertObj: typeof convertObj };
  export default converter;
}
