import type { ReactElement } from 'react';
import type { SentValue } from '../../../wire/agent.ts';

export interface SentValuesProps {
  readonly title: string;
  readonly values: readonly SentValue[];
}

/** The values that a call sends, as a table. */
export function SentValues({ title, values }: SentValuesProps): ReactElement {
  return values.length === 0 ? (
    <p className="sent-nothing">No data is sent.</p>
  ) : (
    <table className="sent-values">
      <caption>{title}</caption>
      <tbody>
        {values.map(({ name, value }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
