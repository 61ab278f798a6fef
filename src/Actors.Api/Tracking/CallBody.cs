using System.Text.Json;
using Actors.Segmentation.Values;

namespace Actors.Api.Tracking;

/// <summary>
/// Writes the payload of a call while it is read: <c>properties</c>, <c>traits</c> and <c>context</c> as they come, then what a batch and the
/// call's other ids add.
/// </summary>
internal sealed class CallBody(ParsedItems items, FirstError error)
{
    private Slice _name, _category;
    private bool _wroteContext, _wroteProperties;

    /// <summary>A context that all calls of a batch share, as a document; the call's own keys win.</summary>
    public Slice SharedContext { get; set; }

    /// <summary>
    /// The name of a page came after the properties it belongs into: read the call once more, by <see cref="Again"/>.
    /// </summary>
    public bool NeedsNameFirst { get; private set; }

    private bool HasName => !(_name.IsEmpty && _category.IsEmpty);

    public void Begin()
    {
        _name = _category = default;
        Again();
    }

    /// <summary>Begins anew with the name that is known by now.</summary>
    public void Again()
    {
        _wroteContext = _wroteProperties = NeedsNameFirst = false;
        items.Builder.Clear();
        items.Builder.BeginObject();
    }

    public void Name(ref Utf8JsonReader reader) => NamePart(ref reader, ref _name);

    public void Category(ref Utf8JsonReader reader) => NamePart(ref reader, ref _category);

    public void Properties(ref Utf8JsonReader reader, CallKind kind)
    {
        _wroteProperties = true;
        // If the type turns out to be page or screen only later, the name is still missing here.
        NeedsNameFirst |= kind == CallKind.None && HasName;
        Document(ref reader, "/properties", "properties"u8, default, kind is CallKind.Page or CallKind.Screen);
    }

    public void Traits(ref Utf8JsonReader reader) => Document(ref reader, "/traits", "traits"u8, default);

    public void Context(ref Utf8JsonReader reader)
    {
        _wroteContext = true;
        Document(ref reader, "/context", "context"u8, SharedContext);
    }

    /// <summary>An id that is not the customer's address, without its prefix.</summary>
    public void OtherId(ReadOnlySpan<byte> key, Slice id)
    {
        if (!id.IsEmpty)
        {
            items.Builder.Key(key);
            items.Builder.Text(items.Bytes(id)[2..]);
        }
    }

    /// <summary>Adds what the call itself did not bring.</summary>
    public void Complete(CallKind kind)
    {
        DocBuilder builder = items.Builder;
        if (!_wroteProperties && kind is CallKind.Page or CallKind.Screen && HasName)
        {
            builder.Key("properties"u8);
            builder.BeginObject();
            NameParts();
            builder.EndObject();
        }
        if (!_wroteContext && !SharedContext.IsEmpty)
        {
            builder.Key("context"u8);
            builder.Copy(items.Bytes(SharedContext));
        }
    }

    /// <summary>Ends the payload and takes it over.</summary>
    public Slice End()
    {
        items.Builder.EndObject();
        return items.AddDocument();
    }

    /// <summary>
    /// A page's <c>name</c> and <c>category</c>; of no meaning elsewhere, so nothing is wrong with them there.
    /// </summary>
    private void NamePart(ref Utf8JsonReader reader, ref Slice part)
    {
        if (reader.TokenType == JsonTokenType.String && items.TryAddText(ref reader, default, out Slice text))
        {
            part = text;
            NeedsNameFirst |= _wroteProperties;
        }
        else
        {
            reader.Skip();
        }
    }

    private void Document(
        ref Utf8JsonReader reader, string field, ReadOnlySpan<byte> key, Slice shared, bool named = false)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            error.Set(field, "an object is expected");
            return;
        }
        DocBuilder builder = items.Builder;
        builder.Key(key);
        if (shared.IsEmpty && !named)
        {
            Json(ref reader, field);
            return;
        }
        builder.BeginObject();
        foreach (DocMember member in new DocValue(items.Bytes(shared)))
        {
            builder.Key(member.Key);
            builder.Copy(member.Value.Raw);
        }
        if (named)
        {
            NameParts();
        }
        // Members of the same name replace those that are there.
        int depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (!Json(ref reader, field))
            {
                return;
            }
        }
        builder.EndObject();
    }

    private bool Json(ref Utf8JsonReader reader, string field)
    {
        if (items.Builder.TryJson(ref reader, out DocError? wrong))
        {
            return true;
        }
        error.Set(field + wrong!.Pointer, wrong.Detail);
        return false;
    }

    private void NameParts()
    {
        NamePart("name"u8, _name);
        NamePart("category"u8, _category);
    }

    private void NamePart(ReadOnlySpan<byte> key, Slice text)
    {
        if (!text.IsEmpty)
        {
            items.Builder.Key(key);
            items.Builder.Text(items.Bytes(text));
        }
    }
}
