declare module 'swagger2openapi' {
  /**
   * Converts a Swagger 2.0 document to OpenAPI 3.0. References to components are kept; nothing is fetched unless `options`
   * says so.
   * @throws Error for a document it cannot convert, with a sentence as message.
   */
  function convertObj(swagger: unknown, options: { readonly direct: true }): Promise<Record<string, unknown>>;
  const converter: { readonly convertObj: typeof convertObj };
  export default converter;
}
