"""Small tables in the layouts that cities have, their cells parted by bars; figures as published where a city is
named in the constant."""

MATRIX = """
Comune          | Torino
Anno            | 2019
Unità           | MWh

Settore                | Elettricità | Gas naturale | Gasolio | Totale
Edifici residenziali   | 1           | 2,5          | NE      | 3,5
Trasporti              |             | 3            | 4       | 7
Totale                 | 1           | 5,5          | 5       | 11,5
"""
BARCELONA = """
A-1.1: Final energy use by sector of origin (Energy Balance 2019)
Base year                     | 2019
Unit                          | GWh/year
Issuing sector                | Scope 1  | Scope 2  | Scope 3 | Total
Transport                     | 3.403,18 | 340      |         | 3.743,18
Fossil-fuelled road transport | 3.403,18 |          |         | 3.403,18
Railway                       |          | 326,78   |         | 326,78
Electric vehicle              |          | 13,22    |         | 13,22

Other                         | 1.136,87 | 617,67   |         | 1.754,54
Industry                      | 1.136,87 | 510,58   |         |
Primary                       |          | 12,2     |         |
Energy sector                 |          | 58,31    |         |
Construction and public works |          | 31,48    |         |
"""
BOLOGNA = """
Base year | 2018
Unit of measure | MWh/year
 | SCOPE 1 | | SCOPE 2 | TOTAL
Buildings | 3,518,907.40 | 191,248.20 | 1,510,823.23 | 5,220,978.83
Fuel/energy carrier used | Methane | Heat from TLR | Electric energy | -
Transport | 136,622.17 | NO | 3,434.86 | 140,057.03
Fuel/energy carrier used | Methane | Heat from TLR | Electric energy | -
"""
GABROVO = """
Base year - 2008 | Unit - MWh/year
 | Scope 1 | Scope 2 | Total
Buildings | 35 839 | 283 646 | 319 485
Gas oil | 28 025 | | 28 025
Lignite | 7 814 | | 7 814
Heat | | 24 005 | 24 005
Electricity | | 259 641 | 259 641
Transport | 373 441 | 607 | 374 048
Diesel | 373 441 | | 373 441
Electricity | | 607 | 607
"""
WIDE = """
City      | Sector    | Unit    | 2019 | 2020 | 2021
Barcelona | Transport | kt CO2e | 906  | 688  | 840
Barcelona | Waste*    | kt CO2e | 366  | NE   | 294
Barcelona | Total     | kt CO2e | 1272 | 688  | 1200
"""
GPC = """
City  | Year | Population | I.1.1 | I.1.2 | II.1.1       | III.1.1 | V.1 | BASIC
Turin | 2019 | 866510     | 100   | NE    | IE (II.1.1)  | 7       | -3  | 107
Turin | 2020 | 866510     | 100   | NO    | 3            | 7       | -3  | 120
"""
CDP = """
Year Reported to CDP | Account Number | Organization | City | Accounting\u00a0year\u200b | \
Direct emissions (metric tonnes CO2e) for Total generation of grid-supplied energy | \
Direct emissions (metric tonnes CO2e) for Total emissions (excluding generation of grid-supplied energy) | \
TOTAL Scope 2 emissions (metric tonnes CO2e) | TOTAL BASIC Emissions (GPC) | Chnage in emissions | Population
2020|35886 | Comune di Torino | Torino | 2019-01-01 - 2019-12-31 | 5 | 100 | Not Applicable | 150 | Decreased | 389.261
2021 | 35886 | Comune di Torino | Torino | 2019-01-01 - 2019-12-31 | 5 | 90 | 50 | 140 | Decreased | 389.261
2021 | 36274 | Comune di Bologna | | 2017-07-01 - 2018-06-30 | | 7 | | | | 390636
2021 | 3 | Varna | Varna | - | | | | | |
"""
FACTS = "Boundary | Name of city | Turin\n | Inventory year | 2023\n | Global Warming Potential | AR5"
FLAT = """
Inventory year | GPC ref. no. | CRF - Sector | CRF - Sub-sector | Scope | Fuel type or activity | Notation key | \
Activity data - Amount | Activity data - Unit | GHGs (metric tonnes CO2e) - Total CO2e
2023 | | Stationary Energy | Residential Buildings | Direct emissions | Natural gas | | 3600 | MJ | 0.5
2023 | I.1.1 | Stationary Energy | Residential Buildings | Indirect emissions | Electricity | | 7200 | MJ |
2023 | V.1 | AFOLU | Livestock | Direct emissions | Cattle | | | | 4
2023 | | AFOLU | Livestock | Direct emissions | Goats | | | | 1
2023 | II.2.1 | Transportation | Rail | Direct emissions | | NO | | |
"""
TOTALS = """
2023
Sectors and Sub-Sectors | Direct emissions in tCO2e | | Indirect emissions in tCO2e |
Stationary energy > Residential buildings | 0.5 | | | NE
Total AFOLU | 6 | | |
Total Emissions (excluding generation of grid-supplied energy) | 5.5 | | |
"""
SERIES = """
Year | Residential | Tertiary | Transport | Total
2015 | 100 | 200 | 300 | 600
2016 | 110 | 210 | NE | 321
"""
SERIES_OF_CARRIERS = """
Anno | Elettricità (MWh) | Gas naturale (GWh) | Gasolio (MWh)
2015 | 100 | 2 | 300
2016 | 110 | 3 | 310
"""
SERIES_IN_GROUPS = """
City of Turin
     | Energy (MWh) | | | Emissions (t CO2e) | |
Year | Residential | Transport | Total | Residential | Transport | Total
2015 | 100 | 300 | 400 | 10 | 30 | 40
2016 | 110 | 310 | 420 | 11 | 31 | 43
Change % | 10% | 3% | 5% | 10% | 3% | 7%
"""
SERIES_WITH_UNITS = """
Année | Électricité | Gaz naturel | Population | Part renouvelable (%) | Degree days
      | MWh | GWh | | |
2015  | 100 | 2 | 870000 | 5% | 2200
2016  | 110 | 3 | 871000 | 6% | 2100
Source: la ville
"""
