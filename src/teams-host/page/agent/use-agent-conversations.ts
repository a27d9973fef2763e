import { useEffect, useRef } from 'react';
import { usePage } from '../context/page-context.ts';
import { type AgentConversation, createAgentConversation } from './agent-conversation.ts';

/** Returns the function that finds the conversation with the agent of an app; they all end with the component. */
export function useAgentConversations(): (appId: string) => AgentConversation {
  const page = usePage();
  const now = useRef(page);
  now.current = page;
  const conversations = useRef(new Map<string, AgentConversation>());
  useEffect(() => {
    const all = conversations.current;
    return () => {
      for (const conversation of all.values()) {
        conversation.clear();
      }
    };
  }, []);
  return (appId) => {
    const known = conversations.current.get(appId);
    if (known !== undefined) {
      return known;
    }
    const created = createAgentConversation({
      send: (request, signal) => now.current.host.callFunction(appId, request, signal),
      openPopup: (answer) => now.current.openPopup(answer),
      onCallEnd: () => void now.current.reload(),
    });
    conversations.current.set(appId, created);
    return created;
  };
}
