import templating from 'adaptivecards-templating';

/** Expands a template as Teams does: with the official engine as it comes. */
export function expandAsTeams(template: object): (data: object) => object {
  const engine = new templating.Template(template);
  return (data) => engine.expand({ $root: data });
}
