import { AlertRegular } from '@fluentui/react-icons/svg/alert';
import { CalendarLtrRegular } from '@fluentui/react-icons/svg/calendar-ltr';
import { CallRegular } from '@fluentui/react-icons/svg/call';
import { ChatFilled } from '@fluentui/react-icons/svg/chat';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import type { ReactElement } from 'react';

const places = [
  { name: 'Activity', icon: <AlertRegular /> },
  { name: 'Chat', icon: <ChatFilled />, isHere: true },
  { name: 'Teams', icon: <PeopleTeamRegular /> },
  { name: 'Calendar', icon: <CalendarLtrRegular /> },
  { name: 'Calls', icon: <CallRegular /> },
];

/** The app bar of Teams. Only the chat exists; the rest is decoration, hidden from screen readers and the keyboard. */
export function AppRail(): ReactElement {
  return (
    <div className="app-rail" aria-hidden="true">
      {places.map(({ name, icon, isHere }) => (
        <span key={name} className={isHere ? 'app-rail-place app-rail-here' : 'app-rail-place'}>
          {icon}
          {name}
        </span>
      ))}
    </div>
  );
}
