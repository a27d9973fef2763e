// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document
type Json = any;

/**
 * Describes the garden's API as published documents do: with components for schemas, parameters and responses, a base
 * path, and the security scheme at the operation.
 * @param scheme the security scheme; none means that the API needs no credential.
 */
export function describePlants(api: Json, scheme?: object): void {
  const { get } = api.paths['/plants'];
  const component = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });
  const [name, ...others] = get.parameters;
  const schemas = {
    ...api.components.schemas,
    Name: { type: 'string', example: 'Fern' },
    Plant: {
      type: 'object',
      required: ['name'],
      properties: {
        name: component('schemas', 'Name'),
        latin: { type: 'string', nullable: true },
        picture: { type: 'string', format: 'uri' },
        plantedAt: { type: 'string', format: 'date-time' },
      },
    },
    PlantList: { type: 'object', properties: { plants: { type: 'array', items: component('schemas', 'Plant') } } },
  };
  const content = { 'application/json': { schema: component('schemas', 'PlantList') } };
  get.parameters = [component('parameters', 'Name'), ...others];
  get.responses = { 200: component('responses', 'Plants'), default: { description: 'Anything else' } };
  delete api.security;
  api.components = {
    schemas,
    parameters: { Name: name },
    responses: { Plants: { description: 'Plants that have the name', content } },
    ...(scheme && { securitySchemes: { gardener: scheme } }),
  };
  if (scheme !== undefined) {
    for (const item of Object.values<Json>(api.paths)) {
      for (const operation of [item.get, item.post].filter(Boolean)) {
        operation.security = [{ gardener: [] }];
      }
    }
  }
}
