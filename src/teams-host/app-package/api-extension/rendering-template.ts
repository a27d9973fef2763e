/**
 * How one answer of the API becomes results: the response rendering template of a command.
 * @see https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/api-based-overview#response-template
 */
export interface RenderingTemplate {
  /** Where in the answer the results are; the whole answer where absent. */
  readonly jsonPath: string | undefined;
  readonly responseLayout: 'list' | 'grid';
  /** Adaptive Card template, expanded once a result. */
  readonly responseCardTemplate: Readonly<Record<string, unknown>>;
  readonly previewCardTemplate: PreviewCardTemplate;
}

export interface PreviewCardTemplate {
  readonly title: string;
  readonly subtitle?: string;
  readonly text?: string;
  readonly image?: { readonly url: string; readonly alt?: string; readonly $when?: string };
}
