// What kubernetes.yaml needs around it: a Kubernetes service with an identity for the silos, a storage account for the shop's data, and PostgreSQL for the
// silos' membership.
//   az deployment group create --resource-group GROUP --template-file deploy/cluster/main.bicep --parameters postgresPassword=…

@description('Begins every name; letters and digits.')
@minLength(3)
@maxLength(11)
param name string = 'actors'

param location string = resourceGroup().location

@description('Machines of the cluster: one silo each.')
@minValue(3)
param machines int = 3

@description('Size of the machines.')
param machineSize string = 'Standard_D4as_v5'

@secure()
@description('Password of the database\'s administrator, "actors".')
param postgresPassword string

var suffix = uniqueString(resourceGroup().id, name)
var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-silo'
  location: location
}

// The service account of kubernetes.yaml shows itself as this identity.
resource federation 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31' = {
  parent: identity
  name: 'kubernetes'
  properties: {
    issuer: kubernetes.properties.oidcIssuerProfile.issuerURL
    subject: 'system:serviceaccount:actors:actors'
    audiences: ['api://AzureADTokenExchange']
  }
}

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: take('${name}${suffix}', 24)
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_ZRS'
  }
  properties: {
    minimumTlsVersion: 'TLS1_2'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    supportsHttpsTrafficOnly: true
  }
}

// Soft delete and versions would keep what was erased.
resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: storage
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: false
    }
    isVersioningEnabled: false
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: blobs
  name: 'actors'
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: container
  name: guid(container.id, identity.id, blobDataContributor)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
  }
}

resource kubernetes 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
  name: name
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    dnsPrefix: '${name}-${suffix}'
    oidcIssuerProfile: {
      enabled: true
    }
    securityProfile: {
      workloadIdentity: {
        enabled: true
      }
    }
    networkProfile: {
      networkPlugin: 'azure'
      networkPluginMode: 'overlay'
      networkPolicy: 'cilium'
      networkDataplane: 'cilium'
    }
    agentPoolProfiles: [
      {
        name: 'silos'
        mode: 'System'
        count: machines
        vmSize: machineSize
        osType: 'Linux'
        availabilityZones: ['1', '2', '3']
      }
    ]
  }
}

resource postgres 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${name}-${suffix}'
  location: location
  sku: {
    name: 'Standard_B1ms'
    tier: 'Burstable'
  }
  properties: {
    version: '16'
    administratorLogin: 'actors'
    administratorLoginPassword: postgresPassword
    storage: {
      storageSizeGB: 32
    }
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2024-08-01' = {
  parent: postgres
  name: 'actors'
}

// From within Azure, as the cluster's outbound address; narrow it to that address, or give both a private network.
resource fromAzure 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2024-08-01' = {
  parent: postgres
  name: 'azure'
  properties: {
    startIpAddress: '0.0.0.0'
    endIpAddress: '0.0.0.0'
  }
}

output identityClientId string = identity.properties.clientId
output data string = 'azure:${storage.properties.primaryEndpoints.blob}${container.name}'
output postgresHost string = postgres.properties.fullyQualifiedDomainName
