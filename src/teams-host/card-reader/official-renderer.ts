/**
 * The official renderer of Adaptive Cards. The page draws cards with it, and the host and the package check read cards
 * with it. Its `lib` build cannot be loaded by Node.js, and bundlers drop `Table` from it, because the package declares
 * that its files have no side effects.
 */
import build from 'adaptivecards/dist/adaptivecards.min.js';

export type { Action, CardElement, CardObject, Input, SerializableObject } from 'adaptivecards';

export const {
  AdaptiveCard,
  CardObjectRegistry,
  ChoiceSetInput,
  ExecuteAction,
  GlobalRegistry,
  HostConfig,
  Media,
  NumProperty,
  OpenUrlAction,
  SerializableObjectCollectionProperty,
  SerializableObjectProperty,
  SerializationContext,
  StringProperty,
  SubmitAction,
  TextInput,
  TypeErrorType,
  ValidationEvent,
  Versions,
} = build;

export type AdaptiveCard = InstanceType<typeof AdaptiveCard>;
export type SerializationContext = InstanceType<typeof SerializationContext>;
