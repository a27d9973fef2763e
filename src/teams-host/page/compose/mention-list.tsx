import type { ReactElement } from 'react';
import { usePage } from '../context/page-context.ts';
import { findApp } from '../host/loaded-app.ts';
import { NamedAvatar } from '../ui/named-avatar.tsx';
import type { Mentionable } from './mentions.ts';

export interface MentionListProps {
  readonly id: string;
  readonly options: readonly Mentionable[];
  readonly active: number;
  optionId(index: number): string;
  onChoose(option: Mentionable): void;
}

/** Suggestions above the field while a mention is typed. */
export function MentionList({ id, options, active, optionId, onChoose }: MentionListProps): ReactElement {
  const { session } = usePage();
  return (
    <>
      <p className="only-read-aloud" role="status">
        {options.length === 0 ? '' : options.length === 1 ? '1 suggestion' : `${options.length} suggestions`}
      </p>
      {options.length > 0 && (
        <div className="mention-list" id={id} role="listbox" aria-label="People and apps">
          {options.map((option, index) => {
            const app = option.isBot ? findApp(session.apps, option.id) : undefined;
            return (
              // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the field keeps the focus and names the active option
              <div
                key={option.id}
                id={optionId(index)}
                className="mention-option"
                role="option"
                aria-selected={index === active}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onChoose(option)}
              >
                <NamedAvatar name={option.name} icon={app?.icon} size={24} />
                <span>{option.name}</span>
                {option.appToAdd !== undefined && <span className="mention-note">adds the app</span>}
              </div>
            );
          })}
        </div>
      )}
    </>
  );
}
