import { Badge } from '@fluentui/react-components';
import { ArrowRightRegular } from '@fluentui/react-icons/svg/arrow-right';
import type { ReactElement } from 'react';
import type { Hop, Party } from '../../wire/hop.ts';
import { toDuration } from '../ui/to-duration.ts';
import { ClaimsTable } from './claims-table.tsx';
import { toTone } from './flow-events.ts';
import { HopContent } from './hop-content.tsx';
import { toRequestParts } from './request-parts.ts';

const colors = { good: 'success', moved: 'informative', bad: 'danger' } as const;

export interface HopItemProps {
  readonly flowId: string;
  readonly hop: Hop;
  readonly number: number;
}

/** A hop: its parties, the request and the result. */
export function HopItem({ flowId, hop, number }: HopItemProps): ReactElement {
  const { from, to, request, status, ms, note, claims, failure } = hop;
  const tone = toTone(hop);
  return (
    <li className={`hop hop-${tone}`}>
      <span className="hop-number" aria-hidden="true">
        {number}
      </span>
      <p className="hop-parties">
        <PartyName party={from} />
        {to !== from && (
          <>
            <ArrowRightRegular role="img" aria-label="to" />
            <PartyName party={to} />
          </>
        )}
        <span className="hop-end">
          {status !== undefined && tone !== 'none' && (
            <Badge appearance="tint" color={colors[tone]}>
              <span className="only-read-aloud">Status </span>
              {status}
            </Badge>
          )}
          {ms > 0 && <span className="hop-time">{toDuration(ms)}</span>}
        </span>
      </p>
      <RequestText request={request} />
      {note !== undefined && <p className="hop-note">{note}</p>}
      {failure !== undefined && (
        <div className="hop-failure">
          <p>
            <strong>Why:</strong> {failure.why}
          </p>
          <p>
            <strong>What to change:</strong> {failure.remedy}
          </p>
        </div>
      )}
      {claims !== undefined && <ClaimsTable claims={claims} />}
      {hop.hasContent === true && <HopContent flowId={flowId} index={number - 1} />}
    </li>
  );
}

function RequestText({ request }: { readonly request: string }): ReactElement {
  const { head, parameters } = toRequestParts(request);
  return (
    <div className="hop-request">
      <code>{head}</code>
      {parameters.length > 0 && (
        <dl>
          {parameters.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function PartyName({ party }: { readonly party: Party }): ReactElement {
  return <span className={`party party-${party.toLowerCase().replaceAll(' ', '-')}`}>{party}</span>;
}
