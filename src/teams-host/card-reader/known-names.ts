import { isClose } from './is-close.ts';

/**
 * Elements and actions that Teams draws although they are newer than Adaptive Cards 1.5, and that the official renderer
 * does not know.
 * @see https://adaptivecards.microsoft.com/
 */
export const drawnByTeamsOnly: ReadonlySet<string> = new Set([
  'Action.InsertImage',
  'Action.OpenUrlDialog',
  'Action.Popover',
  'Action.ResetInputs',
  'Badge',
  'Carousel',
  'CarouselPage',
  'Chart.Donut',
  'Chart.Gauge',
  'Chart.HorizontalBar',
  'Chart.HorizontalBar.Stacked',
  'Chart.Line',
  'Chart.Pie',
  'Chart.VerticalBar',
  'Chart.VerticalBar.Grouped',
  'CodeBlock',
  'Component',
  'CompoundButton',
  'Icon',
  'IconRun',
  'ImageRun',
  'Input.Rating',
  'ProgressBar',
  'ProgressRing',
  'Rating',
]);

/** Elements that can only be inside certain others. */
const inside: Readonly<Record<string, string>> = {
  CarouselPage: 'a Carousel',
  Column: 'a ColumnSet',
  TableCell: 'a TableRow',
  TableRow: 'a Table',
  TextRun: 'a RichTextBlock',
};

const known = [
  ...Object.keys(inside),
  ...drawnByTeamsOnly,
  'Action.Execute',
  'Action.OpenUrl',
  'Action.ShowCard',
  'Action.Submit',
  'Action.ToggleVisibility',
  'ActionSet',
  'ColumnSet',
  'Container',
  'FactSet',
  'Image',
  'ImageSet',
  'Input.ChoiceSet',
  'Input.Date',
  'Input.Number',
  'Input.Text',
  'Input.Time',
  'Input.Toggle',
  'Media',
  'RichTextBlock',
  'Table',
  'TextBlock',
];

/** Explains why Teams does not draw an element or action of this type, with the remedy. */
export function explainUnknown(type: string | undefined): string {
  if (type === undefined) {
    return 'An element or action has no "type", so it is not drawn. Add one.';
  }
  if (Object.hasOwn(inside, type)) {
    return `${type} is not drawn here: it must be inside ${inside[type]}.`;
  }
  if (known.includes(type)) {
    return `${type} is not drawn here. Use it where its kind of element is allowed.`;
  }
  const kind = type.startsWith('Action.') ? 'action' : 'element';
  const close = known.find((name) => isClose(type, name));
  const remedy = close === undefined ? 'Use another one, or add a "fallback".' : `Did you mean "${close}"?`;
  return `Teams does not know the ${kind} "${type.slice(0, 60)}", so it is not drawn. ${remedy}`;
}
