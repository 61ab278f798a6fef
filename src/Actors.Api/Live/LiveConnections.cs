using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace Actors.Api.Live;

/// <summary>The hub's connections, kept so that one serialised frame can be written to each at its own pace.</summary>
internal sealed class LiveConnections(ILogger<DefaultHubLifetimeManager<LiveHub>> logger) : DefaultHubLifetimeManager<LiveHub>(logger)
{
    private readonly ConcurrentDictionary<string, HubConnectionContext> _connections = new(StringComparer.Ordinal);

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        _connections[connection.ConnectionId] = connection;
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        _connections.TryRemove(connection.ConnectionId, out _);
        return base.OnDisconnectedAsync(connection);
    }

    /// <summary>Completes when the connection has taken the message, or is gone. Never throws.</summary>
    public async Task Send(HubMessageOut message)
    {
        if (!_connections.TryGetValue(message.ConnectionId, out HubConnectionContext? connection))
        {
            return;
        }
        try
        {
            await connection.WriteAsync(message.Message, connection.ConnectionAborted);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
        {
            // The connection ended while it was written to: its disconnect removes the viewer.
        }
    }
}
