using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Actors.Benchmarks.Load;

/// <summary>
/// One kept-alive HTTP/1.1 connection over a bare socket: a client library would take a good part of the cores that the
/// server is to be measured on.
/// </summary>
internal sealed class RawConnection(Uri server) : IDisposable
{
    private readonly byte[] _head = Encoding.ASCII.GetBytes(
        $"POST /v1/batch HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\nContent-Length: ");
    private readonly byte[] _answer = new byte[16 << 10];
    private Socket? _socket;

    /// <summary>Room before a body for the head of its request.</summary>
    public int HeadRoom => _head.Length + 16;

    /// <summary>Sends a body that stands in <paramref name="buffer"/> behind <see cref="HeadRoom"/> bytes.</summary>
    /// <returns>The status of the answer.</returns>
    public async Task<int> Post(byte[] buffer, int bodyLength)
    {
        _socket ??= await Connect();
        int start = PutHead(buffer, bodyLength);
        for (int end = HeadRoom + bodyLength; start < end;)
        {
            start += await _socket.SendAsync(buffer.AsMemory(start, end - start));
        }
        return await ReadAnswer(_socket);
    }

    public void Dispose() => _socket?.Dispose();

    private async Task<Socket> Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port);
        return socket;
    }

    private int PutHead(Span<byte> buffer, int bodyLength)
    {
        Span<byte> length = stackalloc byte[12];
        Utf8Formatter.TryFormat(bodyLength, length, out int digits);
        int start = HeadRoom - 4 - digits - _head.Length;
        _head.CopyTo(buffer[start..]);
        length[..digits].CopyTo(buffer[(start + _head.Length)..]);
        "\r\n\r\n"u8.CopyTo(buffer[(HeadRoom - 4)..]);
        return start;
    }

    private async Task<int> ReadAnswer(Socket socket)
    {
        int read = 0;
        while (true)
        {
            int got = await socket.ReceiveAsync(_answer.AsMemory(read));
            if (got == 0)
            {
                throw new IOException("The server closed the connection.");
            }
            read += got;
            int headEnd = _answer.AsSpan(0, read).IndexOf("\r\n\r\n"u8);
            if (headEnd < 0)
            {
                continue;
            }
            int status = Utf8Parser.TryParse(_answer.AsSpan(9, 3), out int code, out _) ? code : 0;
            if (status != 200)
            {
                // Whatever body follows is not waited for.
                _socket!.Dispose();
                _socket = null;
                return status;
            }
            if (read >= headEnd + 4 + LengthOf(_answer.AsSpan(0, headEnd)))
            {
                return status;
            }
        }
    }

    private static int LengthOf(ReadOnlySpan<byte> head)
    {
        int at = head.IndexOf("Content-Length: "u8);
        if (at < 0 || !Utf8Parser.TryParse(head[(at + 16)..], out int length, out _))
        {
            throw new IOException("An answer without a length.");
        }
        return length;
    }
}
