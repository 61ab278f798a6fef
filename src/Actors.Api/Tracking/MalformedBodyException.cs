namespace Actors.Api.Tracking;

/// <summary>A body from which nothing can be taken.</summary>
internal sealed class MalformedBodyException(string pointer, string detail) : Exception(detail)
{
    /// <summary>JSON pointer to the place.</summary>
    public string Pointer => pointer;
}
