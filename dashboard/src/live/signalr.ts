import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import type { Transport } from './transport';

/** The hub over SignalR's JSON protocol. Short cuts are bridged by stateful reconnect, the rest by the client's own schedule. */
export function signalRTransport(url = '/hubs/live'): Transport {
  const connection = new HubConnectionBuilder().withUrl(url).withStatefulReconnect().configureLogging(LogLevel.None).build();
  connection.serverTimeoutInMilliseconds = 15_000;
  connection.keepAliveIntervalInMilliseconds = 5_000;
  return {
    start: () => connection.start(),
    stop: () => connection.stop(),
    invoke: (method, ...args) => connection.invoke(method, ...args),
    on: (method, handler) => connection.on(method, handler as (...args: unknown[]) => void),
    onClose: (handler) => connection.onclose(() => handler()),
  };
}
