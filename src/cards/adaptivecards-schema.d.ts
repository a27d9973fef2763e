/**
 * Stands in for `adaptivecards/src/schema`, which adaptivecards-templating names in its types although the package
 * ships it as source that a strict compiler refuses. See `paths` in tsconfig.json.
 */
export type IAdaptiveCard = object;
