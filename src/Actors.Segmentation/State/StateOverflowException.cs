namespace Actors.Segmentation.State;

/// <summary>One customer's state would outgrow its bound of 32 MB.</summary>
public sealed class StateOverflowException : Exception
{
    public StateOverflowException()
        : base("The state of one customer would outgrow 32 MB.")
    {
    }

    public StateOverflowException(string message)
        : base(message)
    {
    }

    public StateOverflowException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
