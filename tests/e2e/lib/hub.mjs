// The hub's messages as they go over the wire: SignalR's JSON protocol, each message ended by a record separator.
const separator = String.fromCharCode(0x1e);

export const messages = (payload) =>
  String(payload).split(separator).filter((text) => text !== '').map((text) => JSON.parse(text));
