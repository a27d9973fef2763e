/** `silenceTimeout` of servers on this machine, whose clients are as near, and which are stopped many times a day. */
export const localSilenceTimeout = 50;
