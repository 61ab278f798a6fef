using Microsoft.Extensions.Configuration;

namespace Actors.Hosting.Options;

/// <summary><c>appsettings.json</c> of the working folder.</summary>
internal static class ConfigurationFile
{
    /// <exception cref="SettingException">It cannot be read; the message says where it is wrong.</exception>
    public static IConfigurationRoot Read()
    {
        try
        {
            return new ConfigurationBuilder().SetBasePath(Directory.GetCurrentDirectory())
                .AddJsonFile("appsettings.json", optional: true).Build();
        }
        catch (InvalidDataException exception)
        {
            throw new SettingException($"appsettings.json: {exception.InnerException?.Message ?? exception.Message}");
        }
    }
}
