/** What the product that calls an API accepts of its operations. */
export interface OperationRules {
  /** Who calls, for sentences. */
  readonly caller: 'Teams' | 'Copilot';
  /** Methods that are called, lower case. */
  readonly methods: readonly string[];
  /** Whether the body may have objects inside. */
  readonly allowsNestedObjects: boolean;
  /** Whether lists of simple values can be filled. */
  readonly fillsLists: boolean;
  /** Whether an operation must describe a JSON response. */
  readonly needsJsonResponse: boolean;
  /** Whether an operation may name several security schemes as alternatives. */
  readonly allowsAlternatives: boolean;
}

/**
 * The rules for API-based message extensions.
 * @see https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/api-based-overview#openapi-description
 */
export const extensionRules: OperationRules = {
  caller: 'Teams',
  methods: ['get', 'post'],
  allowsNestedObjects: true,
  fillsLists: false,
  needsJsonResponse: true,
  allowsAlternatives: true,
};

/**
 * The rules for API plugins of declarative agents.
 * @see https://learn.microsoft.com/microsoft-365-copilot/extensibility/known-issues#api-plugins
 */
export const agentRules: OperationRules = {
  caller: 'Copilot',
  methods: ['get', 'post', 'put', 'patch', 'delete'],
  allowsNestedObjects: false,
  fillsLists: true,
  needsJsonResponse: false,
  allowsAlternatives: false,
};
