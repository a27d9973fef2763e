import templating from 'adaptivecards-templating';

/** Expands a template as Teams does, with the unmodified official engine. */
export function expandAsTeams(template: object): (data: object) => object {
  const engine = new templating.Template(template);
  return (data) => engine.expand({ $root: data });
}
