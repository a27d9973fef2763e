import { TextInput as RendererTextInput } from '../../card-reader/official-renderer.ts';
import type { MatchAnswer } from '../../wire/answers.ts';
import type { MatchRequest } from '../../wire/requests.ts';

/**
 * Draws the text inputs of cards. The host matches their values with the pattern of the card, because a pattern can take
 * for ever, which would stop the page.
 */
export class TextInput extends RendererTextInput {
  /** What the card says about a value that does not match. */
  #ownMessage: string | undefined;
  #isChanging = false;

  /** The renderer validates at each key; here a change removes the message, and the next button validates. */
  protected override valueChanged(): void {
    this.#isChanging = true;
    super.valueChanged();
    this.#isChanging = false;
  }

  override isValid(): boolean {
    const { regex: pattern, value } = this;
    if (this.#isChanging || !pattern || !value) {
      return true;
    }
    this.#ownMessage ??= this.errorMessage ?? '';
    const answer = matchInHost({ pattern, value });
    this.errorMessage = answer.matches === undefined ? answer.problem : this.#ownMessage;
    return answer.matches === true;
  }
}

/** The renderer validates synchronously. The host answers within its deadline for patterns. */
function matchInHost(request: MatchRequest): MatchAnswer {
  try {
    const call = new XMLHttpRequest();
    call.open('POST', '/api/match', false);
    call.setRequestHeader('Content-Type', 'application/json');
    call.send(JSON.stringify(request));
    if (call.status === 200) {
      // The host and the page are one program.
      return JSON.parse(call.responseText);
    }
  } catch {
    // The same sentence as for a refusal.
  }
  return {
    problem: 'The local Teams host did not compare this value with its pattern. Check that it is still running.',
  };
}
