/**
 * Replaces `adaptivecards/src/schema`, which the types of adaptivecards-templating import: the package ships it as
 * source that does not compile in strict mode. See `paths` in tsconfig.json.
 */
export type IAdaptiveCard = object;
